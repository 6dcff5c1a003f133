// What the service says of a note, as the page reads it. Types only; the plugin's contract.js has the rest.

/**
 * @typedef {import("../plugin/contract.js").Finding} Finding
 * @typedef {import("../plugin/contract.js").Span} Span
 *
 * @typedef {object} Sentence
 * @property {number} start
 * @property {number} end
 * @property {"fact" | "reported" | "opinion" | "plan" | "other"} kind
 * @property {boolean | null} owned
 * @property {boolean | null} evidenced
 * @property {boolean} sure
 *
 * @typedef {object} Change
 * @property {"name" | "date" | "number" | "pronoun" | "word"} kind
 * @property {number | null} start
 * @property {number | null} end
 * @property {number | null} source_start
 * @property {number | null} source_end
 *
 * @typedef {object} Passage
 * @property {number} start
 * @property {number} end
 * @property {string} note_id
 * @property {string | null} written_on
 * @property {number} source_start
 * @property {number} source_end
 * @property {"verbatim" | "edited" | "restated"} kind
 * @property {boolean} proper
 * @property {Change[]} changes
 *
 * @typedef {object} Goal
 * @property {string} goal
 * @property {"better" | "same" | "worse" | "not_said" | null} progress
 * @property {{start: number, end: number}[]} evidence
 *
 * @typedef {object} Somebody
 * @property {string | null} name
 * @property {string | null} role
 * @property {string | null} kind
 * @property {{start: number, end: number}[]} mentions
 *
 * @typedef {object} Standard
 * @property {string} standard
 * @property {"met" | "open" | "not_applicable"} state
 * @property {number[]} findings
 * @property {string | null} reason
 *
 * @typedef {object} Review  Of an empty draft there are but the first two.
 * @property {Finding[]} findings
 * @property {Sentence[]} sentences
 * @property {{reading_age_years: number, band: string, words: number, sentences: number} | null} [readability]
 * @property {{share: number, new_share: number, passages: Passage[]} | null} [copied]
 * @property {"none" | "reported" | "observed" | "own_words" | null} [voice]
 * @property {Somebody[]} [people]
 * @property {Goal[]} [plan_goals]
 * @property {Standard[]} [sign_off]
 * @property {{check: string, reason: string}[]} [skipped]
 * @property {Record<string, string>} [versions]
 *
 * @typedef {object} PriorNote
 * @property {string} note_id
 * @property {string} text
 * @property {string | null} written_on
 * @property {string | null} record_type
 *
 * @typedef {object} Details  A note without its text.
 * @property {string | null} title
 * @property {string | null} record_type
 * @property {string | null} written_on
 * @property {string | null} author
 * @property {{name: string | null, known_as: string[], age_years: number | null, pronouns: string | null}} child
 * @property {{name: string, role: string | null}[]} people
 * @property {string} reader
 * @property {string[]} plan_goals
 * @property {PriorNote[]} prior_notes
 *
 * @typedef {object} Batch
 * @property {string} id
 * @property {"queued" | "running" | "done" | "stopped" | "failed"} state
 * @property {string} message
 * @property {number | null} rows
 * @property {number} reviewed
 * @property {number | null} refused
 * @property {number | null} notes_per_second
 * @property {number | null} seconds_left
 * @property {string} format
 * @property {boolean} include_text
 * @property {string} created
 * @property {string | null} kept_until
 * @property {("html" | "xlsx" | "csv" | "parquet")[]} reports
 *
 * @typedef {object} Seen  A review, the text it is of, and the way back to the words.
 * @property {Review} review
 * @property {string} text
 * @property {Details} note
 * @property {(points: number) => number} units  Code points of `text` as UTF-16 units.
 * @property {(start: number, end: number) => string} words  The words between two code points.
 * @property {(start: number, end: number) => void} go  Selects them in the draft, while they are there.
 * @property {() => void} openDetails
 */

export {};
