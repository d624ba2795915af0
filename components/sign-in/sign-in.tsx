'use client';

import { Button, PasswordInput } from '@mantine/core';
import { Wordmark } from '../shell/wordmark';
import classes from './sign-in.module.css';

/** A plain form, so that it works before scripts do. */
export function SignIn({ hasFailed }: { hasFailed: boolean }) {
  return (
    <main className={classes.page}>
      <form method="post" action="/sign-in/token" className={classes.form}>
        <Wordmark />
        <PasswordInput
          name="token"
          label="Token"
          description="The studio printed it when it started."
          error={hasFailed ? 'This is not the token. Copy it from the output of the studio.' : undefined}
          autoComplete="current-password"
          autoFocus
          required
          withAsterisk={false}
        />
        <Button type="submit">Sign in</Button>
      </form>
    </main>
  );
}
