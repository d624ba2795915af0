import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Fault } from './cluster-store';
import classes from './cluster.module.css';

/** Says what went wrong and what to do about it. */
export function FaultNote({ fault }: { fault: Fault }) {
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle size={16} />}
      className={classes.fault}
      title={sentence(fault.message)}
      role="alert"
    >
      {fault.suggestion}
    </Alert>
  );
}

/** Returns a message of the server as a sentence for a page. */
export function sentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}
