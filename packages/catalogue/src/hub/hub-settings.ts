/** Where models are pulled from and where their files are kept; whoever starts the program reads them. */
export interface HubSettings {
  /** Address of the hub without a slash at its end, `https://huggingface.co`. */
  readonly endpoint: string
  /** Goes to the hub, and to nobody that it sends us on to; null for none. */
  readonly token: string | null
  /** The cache of Hugging Face's tools, an absolute path. */
  readonly cacheFolder: string
  /** Whether the hub may not be asked at all. */
  readonly isOffline: boolean
  /** Addresses of proxies, empty for none; `noProxy` is a comma-separated list of hosts. */
  readonly proxy: { readonly http: string; readonly https: string; readonly noProxy: string }
}
