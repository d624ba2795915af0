import classes from './header.module.css';

/** The product's mark and name. */
export function Wordmark() {
  return (
    <span className={classes.wordmark}>
      <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden>
        <path d="M16 3 30 10.5 16 18 2 10.5Z" fill="var(--mark-top)" />
        <path d="m5.4 14.2-3.4 1.8L16 23.5 30 16l-3.4-1.8L16 19.9Z" fill="var(--mark-middle)" />
        <path d="m5.4 19.7-3.4 1.8L16 29l14-7.5-3.4-1.8L16 25.4Z" fill="var(--mark-bottom)" />
      </svg>
      <h1 className={classes.productName}>Plane Studio</h1>
    </span>
  );
}
