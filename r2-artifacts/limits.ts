// How large a drawing may be. Each bound is there because something behind it costs time or memory that the file's
// author chooses; together they hold an isolate of 128 MB and a request of a few seconds.

export const DRAWING_LIMITS = {
  /** The largest halls drawn with every editor's ballast stay under 8 MiB; the text is in memory twice while parsed. */
  bytes_max: 10 * 1024 * 1024,
  /**
   * A seat drawn as a group of a shape and a text is three: 23,000 of them and the house around. Each takes about 700
   * bytes while it is normalised, and all of it has to fit into a heap of 96 MB (bench/drawings.ts).
   */
  elements_max: 75_000,
  /** What a seat is takes as much again as what it is drawn with. More seats than these are drawn sector by sector. */
  seats_max: 40_000,
  /** The parser and every walk after it recurse once a level. Editors nest ten deep. */
  depth_max: 64,
  /** Attributes become objects. Inkscape writes about twenty on one element. */
  attributes_per_element_max: 64,
  /** Names, numbers, colours, one style. Paths and points have a bound of their own. */
  attribute_length_max: 16_384,
  /** Of `d` and `points`: an outline of a house with its ornaments. */
  path_length_max: 512 * 1024,
  /** All of them together are walked for bounds, segment by segment. */
  path_length_total_max: 6 * 1024 * 1024,
  /** One text between two tags. Style sheets are texts, and have the larger bound. */
  text_length_max: 10_000,
  style_length_max: 256 * 1024,
  /** Each rule is looked up for each element that it could be of. */
  style_rules_max: 2_000,
  /** What is drawn in the end, with everything that `use`, patterns, masks and clip paths repeat. */
  expanded_elements_max: 100_000,
  /** References through references. Editors make two or three. */
  reference_depth_max: 16,
  /** Characters outside the basic plane slow the parser down; a name has one or two. */
  astral_characters_max: 20_000,
  /** A report can have as many entries as the file has elements; this many are said, all are counted. */
  report_entries_max: 100,
} as const;

export type DrawingLimits = { readonly [Name in keyof typeof DRAWING_LIMITS]: number };
