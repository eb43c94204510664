import { css } from "lit";

export const overlayStyles = css`
  .canvas {
    touch-action: pan-y;
  }
  .legend {
    gap: 2px 8px;
  }
  .legend li {
    gap: 0;
  }
  .legend button {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 24px;
    padding: 0 6px;
    border: 0;
    border-radius: 4px;
    background: none;
    font: inherit;
    color: inherit;
    cursor: pointer;
  }
  .legend button:hover {
    background: var(--lab-sunken);
  }
  .legend button[aria-pressed="false"] {
    text-decoration: line-through;
  }
  .legend button[aria-pressed="false"] svg {
    opacity: 0.25;
  }
  .legend .only {
    color: var(--lab-accent);
  }
`;
