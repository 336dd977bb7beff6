// What a text in a path or query stands for. JSON says by its syntax whether something is a number; there the schema of
// the field says it. What is no text of its kind stays a text, and the schema refuses it where it is parsed.
import * as z from "zod";

type ItemForm = "text" | "number" | "boolean";
export type TextForm = ItemForm | { readonly list_of: ItemForm };

/** As JSON writes numbers. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The form of a field's texts, or undefined for an object, which has none. */
export function textForm(schema: z.core.$ZodType): TextForm | undefined {
  if (schema instanceof z.ZodArray) {
    const item = textForm(schema.element);
    return typeof item === "string" ? { list_of: item } : undefined;
  }
  if (schema instanceof z.ZodNumber) return "number";
  if (schema instanceof z.ZodBoolean) return "boolean";
  if (schema instanceof z.ZodLiteral) return onlyForm([...schema.values].map(literalForm));
  if (schema instanceof z.ZodUnion) return onlyForm(schema.options.map(textForm));
  if (schema instanceof z.ZodPipe) return textForm(schema.in);
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodReadonly
  ) {
    return textForm(schema.unwrap());
  }
  return schema instanceof z.ZodObject || schema instanceof z.ZodRecord ? undefined : "text";
}

function literalForm(value: unknown): ItemForm {
  return typeof value === "number" || typeof value === "boolean" ? (typeof value as "number" | "boolean") : "text";
}

/** A text that could be read in two ways has no form. */
function onlyForm(forms: readonly (TextForm | undefined)[]): TextForm | undefined {
  const [first, ...others] = forms;
  return others.every((form) => form === first) ? first : undefined;
}

/** Lists by repetition, by commas, or both. Undefined when what is no list is there more than once. */
export function readTexts(form: TextForm, texts: readonly string[]): { readonly value: unknown } | undefined {
  if (typeof form === "object") {
    const items = texts.flatMap((text) => (text === "" ? [] : text.split(",")));
    return { value: items.map((item) => readText(form.list_of, item)) };
  }
  const [text = "", ...others] = texts;
  return others.length > 0 ? undefined : { value: readText(form, text) };
}

function readText(form: ItemForm, text: string): unknown {
  if (form === "number" && NUMBER.test(text)) return Number(text);
  if (form === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}
