import type { TopologyNode } from '@/lib/plane/topology';

/** Colours of the picture in one theme. They are also the tokens of the canvas, so a file looks like the page. */
export interface Palette {
  ground: string;
  card: string;
  frame: string;
  line: string;
  text: string;
  secondary: string;
  edge: string;
  strips: Readonly<Record<string, string>>;
}

export const palettes: Readonly<Record<'light' | 'dark', Palette>> = {
  light: {
    ground: '#fbfbfc',
    card: '#ffffff',
    frame: '#f1f3f6',
    line: '#cdd2da',
    text: '#1a1d23',
    secondary: '#59606d',
    edge: '#7f8795',
    strips: {
      clickstack: '#c27803',
      gateway: '#4258d6',
      hyperdx: '#1c8a5a',
      observer: '#8b46b8',
      shared: '#59606d',
      outside: '#a4abb8',
    },
  },
  dark: {
    ground: '#121418',
    card: '#1b1e24',
    frame: '#16191e',
    line: '#3a404b',
    text: '#e6e8ec',
    secondary: '#a4abb8',
    edge: '#7f8795',
    strips: {
      clickstack: '#e0a030',
      gateway: '#90a0f3',
      hyperdx: '#5fc795',
      observer: '#c79aea',
      shared: '#a4abb8',
      outside: '#59606d',
    },
  },
};

/** Returns the key of the strip of a node's colour: its part of the plane, or `outside`. */
export function stripOf({ component }: Pick<TopologyNode, 'component'>): string {
  return component ?? 'outside';
}
