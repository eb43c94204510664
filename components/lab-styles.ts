/** Styles that several elements share: headings, tables, quiet text, text for screen readers alone. */
import { css } from "lit";

export const baseStyles = css`
  :host {
    display: block;
    box-sizing: border-box;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  figure {
    margin: 0;
    padding: 0;
  }
  h1 {
    font-size: var(--text-l);
    font-weight: 600;
    line-height: 1.3;
    letter-spacing: -0.01em;
  }
  h2 {
    font-size: var(--text-s);
    font-weight: 600;
  }
  a {
    color: var(--lab-accent);
  }
  wa-button[appearance="plain"][size="xs"]::part(base) {
    padding-inline: 6px;
    color: var(--lab-quiet);
  }
  wa-button[appearance="plain"][size="xs"]::part(base):hover {
    color: var(--lab-text);
  }
  .quiet {
    color: var(--lab-quiet);
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  .sr-only {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  :focus-visible {
    outline: 2px solid var(--lab-accent);
    outline-offset: 1px;
    border-radius: 3px;
  }
`;

/**
 * Native buttons that look like the component library's, for what is drawn before its code is there: "button", and with
 * "brand" the one that a screen is for.
 */
export const buttonStyles = css`
  .button {
    display: inline-flex;
    align-items: center;
    gap: 0.6em;
    height: var(--wa-form-control-height);
    padding: 0 var(--wa-form-control-padding-inline);
    font: inherit;
    font-weight: var(--wa-font-weight-action);
    white-space: nowrap;
    color: var(--lab-text);
    background: transparent;
    border: var(--wa-form-control-border-width) solid var(--lab-line-strong);
    border-radius: var(--radius);
    cursor: pointer;
    user-select: none;
  }
  .button:hover {
    background: var(--lab-line);
  }
  .button.brand {
    font-size: var(--text-m);
    color: var(--lab-on-accent);
    background: var(--lab-accent);
    border-color: transparent;
  }
  .button.brand:hover {
    background: color-mix(in oklab, var(--lab-accent), var(--wa-color-mix-hover));
  }
  .button:disabled {
    opacity: 0.5;
    cursor: not-allowed;
  }
`;

export const tableStyles = css`
  .scroller {
    position: relative;
    overflow: auto;
    max-height: var(--table-height, 70vh);
  }
  @media (max-width: 899px) {
    /* A page that scrolls needs no second scroll inside. */
    .scroller {
      max-height: none;
    }
  }
  table {
    border-collapse: separate;
    border-spacing: 0;
    width: 100%;
    font-size: var(--text-s);
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 4px 6px;
    text-align: right;
    white-space: nowrap;
    border-bottom: 1px solid var(--lab-line);
  }
  th.text,
  td.text,
  tbody th {
    text-align: left;
    font-weight: 400;
  }
  thead th {
    position: sticky;
    top: 0;
    z-index: 1;
    background: var(--lab-surface);
    font-weight: 500;
    font-size: var(--text-xs);
    color: var(--lab-quiet);
    vertical-align: bottom;
    white-space: normal;
    line-height: 1.3;
    border-bottom-color: var(--lab-line-strong);
  }
  thead .unit {
    font-weight: 400;
  }
  tbody tr:hover > * {
    background: var(--lab-sunken);
  }
`;
