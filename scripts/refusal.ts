/** Why a script cannot go on, in words for the person who ran it: shown as they are, without a stack. */
export class Refusal extends Error {}
