import { SignIn } from '@/components/sign-in/sign-in';

/** Asks for the token that the studio printed when it started. Only reached where one is demanded. */
export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  return <SignIn hasFailed={(await searchParams)['failed'] !== undefined} />;
}
