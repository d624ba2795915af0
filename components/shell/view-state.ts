/**
 * What the page shows, kept in the address: section, tab, selected object, name, namespace and Helm
 * version. Values never go there, because values may hold secrets.
 */
export type Tab = 'manifests' | 'values' | 'differences' | 'notes' | 'picture' | 'summary';

/** The part of the studio about the release on a cluster; it stands where a section of the values would. */
export const releasesPlace = 'releases';
export type ReleasePane = 'plan' | 'status' | 'history' | 'drift';

export type HelmProfile = '3.17' | '4.1' | '4.2';

export interface ViewState {
  section: string;
  tab: Tab;
  /** `''` follows the section; `all`, `absent`, a component id, or an object id such as `Service/gateway`. */
  object: string;
  releaseName: string;
  namespace: string;
  profile: HelmProfile;
  /** The context of the cluster; empty for the current one. */
  context: string;
  /** What the page shows of the release. */
  pane: ReleasePane;
}

/** One field of the address: how it reads from text, and what stands for it when it is absent. */
interface Binding<Value extends string> {
  name: string;
  fallback: Value;
  parse: (text: string) => Value | undefined;
}

const oneOf =
  <Value extends string>(allowed: readonly Value[]) =>
  (text: string): Value | undefined =>
    allowed.find((value) => value === text);

const anyName = (text: string): string | undefined =>
  text.length > 0 && text.length <= 253 ? text : undefined;

/** The tabs of the right pane in their order. */
export const tabTitles: readonly { id: Tab; title: string }[] = [
  { id: 'manifests', title: 'Manifests' },
  { id: 'values', title: 'values.yaml' },
  { id: 'differences', title: 'Differences' },
  { id: 'picture', title: 'Picture' },
  { id: 'notes', title: 'Notes' },
  { id: 'summary', title: 'Summary' },
];
export const tabs: readonly Tab[] = tabTitles.map(({ id }) => id);
export const releasePanes: readonly ReleasePane[] = ['plan', 'status', 'history', 'drift'];
export const helmProfiles: readonly HelmProfile[] = ['4.2', '4.1', '3.17'];

const bindings: { [Key in keyof ViewState]: Binding<ViewState[Key]> } = {
  section: { name: 'section', fallback: 'global', parse: anyName },
  tab: { name: 'tab', fallback: 'manifests', parse: oneOf(tabs) },
  object: { name: 'object', fallback: '', parse: anyName },
  releaseName: { name: 'name', fallback: 'observability-plane', parse: anyName },
  namespace: { name: 'namespace', fallback: 'openchoreo-observability-plane', parse: anyName },
  profile: { name: 'helm', fallback: '4.2', parse: oneOf(helmProfiles) },
  context: { name: 'context', fallback: '', parse: anyName },
  pane: { name: 'pane', fallback: 'plan', parse: oneOf(releasePanes) },
};

/** Returns the view that a query string names; unknown or broken parts take their fallback. */
export function parseViewState(query: URLSearchParams): ViewState {
  const read = <Value extends string>({ name, fallback, parse }: Binding<Value>): Value =>
    parse(query.get(name) ?? '') ?? fallback;
  return {
    section: read(bindings.section),
    tab: read(bindings.tab),
    object: read(bindings.object),
    releaseName: read(bindings.releaseName),
    namespace: read(bindings.namespace),
    profile: read(bindings.profile),
    context: read(bindings.context),
    pane: read(bindings.pane),
  };
}

/** Returns the query string of a view, with a leading `?`; fields at their fallback are left out. */
export function printViewState(view: ViewState): string {
  const query = new URLSearchParams();
  for (const key of Object.keys(bindings) as (keyof ViewState)[]) {
    const { name, fallback } = bindings[key];
    if (view[key] !== fallback) query.set(name, view[key]);
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
