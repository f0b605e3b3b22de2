interface ImportMetaEnv {
  /** Where the backend is when it is not the page's neighbour. */
  readonly VITE_BACKEND_URL?: string;
}
