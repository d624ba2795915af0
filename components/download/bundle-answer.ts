/** What the user chose in the dialog, with the values of the form. */
export interface BundleRequest {
  overrides: unknown;
  /** The document as the user wrote it. */
  text: string;
  releaseName: string;
  namespace: string;
  profile: '3.17' | '4.1' | '4.2';
  includeSecrets: boolean;
}

/** A finished bundle, or why there is none. */
export type BundleAnswer =
  | {
      ok: true;
      fileName: string;
      bytes: Uint8Array<ArrayBuffer>;
      sha256: string;
      files: { path: string; size: number }[];
    }
  | { ok: false; message: string; suggestion?: string };

/** Makes a bundle on the server. */
export type MakeBundle = (request: BundleRequest) => Promise<BundleAnswer>;
