import { type Dispatcher, Pool } from 'undici'

/** The connections to one address of an endpoint. Paths are those of the API: the address's own path comes before. */
export class AddressPool extends Pool {
  readonly #basePath: string

  constructor(url: URL, options: Pool.Options) {
    super(url.origin, options)
    this.#basePath = url.pathname.replace(/\/+$/, '')
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    return super.dispatch({ ...options, path: this.#basePath + options.path }, handler)
  }
}
