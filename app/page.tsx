import { cookies } from 'next/headers';
import { defaultValues, sections } from '@/lib/values';
import { savedPanes } from '@/components/shell/pane-layout-cookies';
import { dismissedHints } from '@/components/hints/hint-cookie';
import { Studio } from '@/components/shell/studio';
import { parseViewState } from '@/components/shell/view-state';
import { makeBundle } from './actions/bundle';
import * as clusterActions from './actions/cluster';

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The studio. The model of the values travels with the page, so the browser need not load the model's code. */
export default async function Page({ searchParams }: PageProps) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(await searchParams)) {
    if (typeof value === 'string') query.set(name, value);
  }
  return (
    <Studio
      sections={sections}
      defaultValues={structuredClone({ ...defaultValues })}
      view={parseViewState(query)}
      panes={savedPanes((await cookies()).getAll())}
      hints={dismissedHints((await cookies()).get('hints')?.value)}
      makeBundle={makeBundle}
      clusterActions={{ ...clusterActions }}
    />
  );
}
