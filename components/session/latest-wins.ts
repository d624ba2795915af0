/** Sends one message at a time; of those that wait meanwhile only the newest is sent. */
export interface LatestWins<Message> {
  offer: (message: Message) => void;
  /** Tells that the message on its way was answered. */
  settle: () => void;
}

/**
 * Returns a queue of length one before `send`: a slow receiver never works through states that
 * nobody waits for any more.
 */
export function latestWins<Message>(send: (message: Message) => void): LatestWins<Message> {
  let isBusy = false;
  let waiting: { message: Message } | undefined;
  return {
    offer(message) {
      if (isBusy) {
        waiting = { message };
        return;
      }
      isBusy = true;
      send(message);
    },
    settle() {
      isBusy = false;
      if (!waiting) return;
      const { message } = waiting;
      waiting = undefined;
      isBusy = true;
      send(message);
    },
  };
}
