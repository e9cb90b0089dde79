// The smallest host of the view: one element with one shadow root. A test sets `options` and may look into `told`.
import { LitElement, css, html } from "lit";
import { resultStyles, resultView } from "../../src/result/index.ts";

class Host extends LitElement {
  static styles = [css`:host { display: block; max-width: 42em; margin: 0 auto; padding: 1em; overflow-wrap: anywhere; color: CanvasText; background: Canvas; font: 1.125rem/1.6 system-ui, "Noto Sans CJK SC", sans-serif; color-scheme: light dark; }`, resultStyles];

  told = { pending: [], asked: [], opened: [] };

  show(options) {
    this.options = options;
    this.requestUpdate();
    return this.updateComplete;
  }

  render() {
    if (this.options === undefined) return html``;
    const { told } = this;
    return html`<h2>${this.options.account.title[this.options.lang]}</h2>${resultView({
      pack: { name: this.options.account.package.name, version: this.options.account.package.version, sha256: `sha256:${"0f".repeat(32)}`, sm3: `sm3:${"a1".repeat(32)}` },
      pending: (path) => told.pending.push(path),
      whatIf: async (norm, path) => {
        told.asked.push([norm, path]);
        return this.options.different ?? Promise.reject(new Error("no search"));
      },
      onClauseOpen: (cite) => told.opened.push(cite),
      ...this.options,
    })}`;
  }
}

customElements.define("answers-host", Host);
