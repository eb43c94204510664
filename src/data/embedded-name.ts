/** The embedded digits' name, without the code that draws them: the page names what only the worker draws. */

/** Version of the drawing; it rises when the same seed draws other digits. */
export const EMBEDDED_DIGITS_VERSION = 1;

export const EMBEDDED_DIGITS_NAME = `embedded digits, version ${EMBEDDED_DIGITS_VERSION}`;
