/**
 * findings: rules that know this domain, and what they find in one plane: what does not work, what is
 * risky, what could be better, each with the values at fault and, where one is right for everybody, a fix.
 */
export { everythingFound, findingRules, findingsOf, problemsBeside, type FindingContext } from './engine';
export {
  severities,
  type Finding,
  type FindingFix,
  type FindingPlace,
  type FindingSeverity,
  type Rule,
} from './finding';
export { tracedPlaces, withTracedPlaces } from './traced-places';
