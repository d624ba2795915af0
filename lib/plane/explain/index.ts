/**
 * explain: why the plane says what it says, from the origins of its lines: which lines a field takes part
 * in, what made a line, and what is not there. It knows traces and the chart's text, nothing of a page.
 */
export { absentObjects, type AbsentObject } from './absent-objects';
export { explainLine, type LineExplanation, type LinePlace } from './explain-line';
export { litLines, type Light, type LitLines } from './lit-lines';
export { pathsInObjects, type PathCount } from './object-paths';
