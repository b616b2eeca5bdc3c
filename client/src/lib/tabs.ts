/** What a tab says to the others of this browser. Where that cannot be, nothing is said or heard. */
export interface Tabs<Message> {
  say(message: Message): void;
  close(): void;
}

/** A BroadcastChannel, where the browser has one and lets this page use it. */
export function openTabs<Message>(name: string, onMessage: (message: Message) => void): Tabs<Message> {
  try {
    const channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }: MessageEvent<Message>) => onMessage(data);
    return {
      say(message) {
        try {
          channel.postMessage(message);
        } catch {
          // It was closed.
        }
      },
      close: () => channel.close(),
    };
  } catch {
    return { say: () => undefined, close: () => undefined };
  }
}
