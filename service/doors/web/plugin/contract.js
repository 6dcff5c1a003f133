// The contract's shapes, as the service sends them and as the plugin keeps them. Types only.

/**
 * @typedef {"must_see" | "ask" | "consider" | "overview"} Severity
 *
 * @typedef {object} Finding  As the service sends it: start and end are code points of the text that was sent.
 * @property {number} start
 * @property {number} end
 * @property {string} check
 * @property {Severity} severity
 * @property {string} message
 * @property {string | null} suggestion
 * @property {number} confidence
 * @property {string} source
 * @property {boolean} folded
 *
 * @typedef {object} Sentence
 * @property {number} start
 * @property {number} end
 *
 * @typedef {object} Review  Whatever else the service says is passed on untouched.
 * @property {Finding[]} findings
 * @property {Sentence[]} sentences
 *
 * @typedef {object} Span  UTF-16 units of the text as it stands in the field, half-open.
 * @property {number} start
 * @property {number} end
 *
 * @typedef {object} Item  A finding in the field. `words` are those it was about; `sentence` is the one they stand in.
 * @property {string} id  The same in the next review, if it finds the same.
 * @property {number} start
 * @property {number} end
 * @property {Finding} finding
 * @property {string} words
 * @property {string} sentence
 * @property {boolean} is_stale  The text around it has changed, or the service is late: dimmed until read again.
 *
 * @typedef {object} Field  What a textarea and an editable element have in common.
 * @property {HTMLElement} element
 * @property {() => string} text
 * @property {() => number | null} caret  Null while the writer is elsewhere.
 * @property {() => boolean} is_writable
 * @property {(start: number, end: number) => void} select  Focuses the field and shows the words.
 * @property {(start: number, end: number) => void} reveal  Shows the words without moving the focus.
 * @property {(start: number, end: number, words: string) => Promise<void>} replace
 * @property {(marks: Mark[], text: string) => void} draw
 * @property {() => void} detach
 *
 * @typedef {object} Place  A boundary in the tree.
 * @property {Text} node
 * @property {number} offset
 *
 * @typedef {object} Mark  A span to draw, and the name of the highlight to draw it with.
 * @property {string} id
 * @property {number} start
 * @property {number} end
 * @property {string} name
 *
 * @typedef {object} Answer  The part of a Response that the plugin reads.
 * @property {boolean} ok
 * @property {number} status
 * @property {() => Promise<any>} json
 *
 * @typedef {object} Question
 * @property {string} method
 * @property {Record<string, string>} headers
 * @property {string} [body]
 * @property {AbortSignal} [signal]
 *
 * @typedef {(url: string, question: Question) => Promise<Answer>} Fetcher
 *
 * @typedef {object} Options
 * @property {string} [server]  Where the service is; by default where this module came from.
 * @property {string} [token]  A key of the service, if it asks for one.
 * @property {object | (() => object)} [note]  What is known of the note besides its text.
 * @property {HTMLElement} [list]  Where the questions are shown; made beside the field if absent.
 * @property {(review: Review, text: string) => void} [onReview]
 * @property {Fetcher} [fetcher]  For hosts that may not use the network themselves.
 *
 * @typedef {object} Attached
 * @property {() => void} detach
 * @property {() => Promise<void>} review  Asks now, without waiting for a pause.
 * @property {() => void} next
 * @property {() => void} previous
 * @property {readonly Item[]} findings
 */

export {};
