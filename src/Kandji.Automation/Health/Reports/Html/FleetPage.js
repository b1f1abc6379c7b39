"use strict";

// Fills the tables of the page from the data in it. Every value is set as text, never as markup.
(() => {
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const count = new Intl.NumberFormat("en-US");
  const sizes = [10, 25, 100, 250];
  const printed = 40;
  const tables = new Map();

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined) made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  };

  const two = (number) => String(number).padStart(2, "0");

  // A day, of minutes since 1970 in UTC.
  const dayText = (minutes) => {
    const at = new Date(minutes * 60000);
    return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
  };

  // A column knows its values as they sort, as they read, and as cells.
  class Column {
    #ranks;

    constructor(source) {
      this.heading = source.heading;
      this.kind = source.kind;
      this.filter = source.filter === true;
      this.hidden = source.hidden === true;
      this.long = source.long === true;
      this.link = source.link;
      this.texts = source.texts;
      this.classes = source.classes;
      this.values = source.values;
    }

    get isNumber() {
      return this.kind === "number" || this.kind === "share";
    }

    text(row) {
      const value = this.values[row];
      if (value === null) return "";
      if (this.texts) return this.texts[value];
      if (this.kind === "time") return dayText(value);
      if (this.kind === "share") return `${value}%`;
      return this.kind === "number" ? count.format(value) : value;
    }

    // The key of the sort: numbers as they are, texts by their place in the order of all. Nothing comes last.
    get ranks() {
      if (this.#ranks) return this.#ranks;
      const ranks = new Float64Array(this.values.length);
      let places;
      if (this.kind === "text") {
        const different = this.texts ? [...this.texts.keys()] : [...new Set(this.values)].filter((value) => value !== null);
        const read = this.texts ? (value) => this.texts[value] : (value) => value;
        places = new Map(different.sort((a, b) => collator.compare(read(a), read(b))).map((value, place) => [value, place]));
      }
      for (let row = 0; row < ranks.length; row++) {
        const value = this.values[row];
        ranks[row] = value === null || (this.kind === "text" && this.text(row) === "") ? NaN : places ? places.get(value) : value;
      }
      return (this.#ranks = ranks);
    }

    cell(row, table) {
      const text = this.text(row);
      const value = this.values[row];
      if (text !== "" && this.kind === "time") {
        const time = new Date(value * 60000).toISOString().slice(0, 16);
        return element("time", { datetime: `${time}Z`, title: `${time.replace("T", " ")} UTC` }, text);
      }
      if (text !== "" && this.classes) return element("span", { class: `badge ${this.classes[value]}` }, text);
      if (text !== "" && this.link && value !== 0) {
        const key = table.columns[this.link.from].text(row);
        const button = element("button", { type: "button", class: "link" }, text);
        button.addEventListener("click", () => show(this.link.table, this.link.column, key));
        return button;
      }
      return document.createTextNode(text);
    }
  }

  class Table {
    constructor(host, source) {
      this.host = host;
      this.name = host.querySelector("h3, h4").textContent;
      this.columns = source.columns.map((column) => new Column(column));
      this.length = source.length;
      this.sorted = { column: source.sort ?? -1, down: source.down === true };
      this.size = sizes[0];
      this.page = 0;
      this.filters = new Map();
      this.words = [];
      this.build(host.id);
      this.refresh();
    }

    build(id) {
      this.host.append(this.buildTools());
      const caption = element("caption", { class: "hidden" }, `${this.name}. The headings sort the table.`);
      this.shown = this.columns.flatMap((column, index) => (column.hidden ? [] : [index]));
      this.heads = this.shown.map((index) => {
        const button = element("button", { type: "button" }, this.columns[index].heading);
        button.addEventListener("click", () => this.sort(index));
        return element("th", { scope: "col", class: this.columns[index].isNumber ? "number" : undefined }, button);
      });
      this.body = element("tbody");
      const table = element("table", { class: "rows" }, caption, element("thead", {}, element("tr", {}, ...this.heads)), this.body);
      this.host.append(element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": this.host.dataset.label }, table), this.buildPages(id));
    }

    buildTools() {
      this.search = element("input", { type: "search", autocomplete: "off", spellcheck: "false" });
      let waiting;
      this.search.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(() => {
          this.words = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
          this.first();
        }, 120);
      });
      const tools = element("div", { class: "tools" }, element("label", { class: "search" }, `Search ${this.name.toLowerCase()}`, this.search));
      this.selects = new Map();
      this.columns.forEach((column, index) => {
        if (!column.filter) return;
        const select = element("select", {}, element("option", { value: "" }, "All"));
        this.values(column).forEach((text) => select.append(element("option", { value: `=${text}` }, text === "" ? "(none)" : text)));
        select.addEventListener("change", () => this.setFilter(index, select.value === "" ? undefined : select.value.slice(1)));
        this.selects.set(index, select);
        tools.append(element("label", {}, column.heading, select));
      });
      this.clear = element("button", { type: "button", class: "plain" }, "Clear");
      this.clear.addEventListener("click", () => {
        this.reset();
        this.first();
        this.search.focus();
      });
      tools.append(this.clear);
      return tools;
    }

    // The values of a column in the order in which it sorts.
    values(column) {
      const rows = new Map();
      for (let row = 0; row < this.length; row++) {
        const text = column.text(row);
        if (!rows.has(text)) rows.set(text, row);
      }
      const place = (text) => (Number.isNaN(column.ranks[rows.get(text)]) ? Infinity : column.ranks[rows.get(text)]);
      return [...rows.keys()].sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0));
    }

    buildPages(id) {
      const turn = (text, by) => {
        const button = element("button", { type: "button", class: "plain" }, text);
        button.addEventListener("click", () => {
          this.page += by;
          this.draw();
        });
        return button;
      };
      this.where = element("span", { class: "where", role: "status" });
      this.before = turn("Previous", -1);
      this.after = turn("Next", 1);
      const choice = element("select", {}, ...sizes.map((size) => element("option", { value: size }, String(size))));
      choice.addEventListener("change", () => {
        const top = this.page * this.size;
        this.size = Number(choice.value);
        this.page = Math.floor(top / this.size);
        this.draw();
      });
      this.choice = element("label", {}, "Rows ", choice);
      return element("nav", { class: "pages", "aria-label": `Pages of ${this.host.dataset.label}` }, this.where, this.choice, this.before, this.after);
    }

    sort(column) {
      this.sorted = { column, down: this.sorted.column === column && !this.sorted.down };
      this.first();
    }

    setFilter(column, text) {
      if (text === undefined) this.filters.delete(column);
      else this.filters.set(column, text);
      const select = this.selects.get(column);
      if (select) select.value = text === undefined ? "" : `=${text}`;
      this.first();
    }

    reset() {
      this.search.value = "";
      this.words = [];
      this.filters.clear();
      for (const select of this.selects.values()) select.value = "";
    }

    first() {
      this.page = 0;
      this.refresh();
    }

    // Everything that a row reads as, in small letters, made when somebody searches for the first time.
    get texts() {
      if (!this.lower) {
        this.lower = new Array(this.length);
        for (let row = 0; row < this.length; row++) {
          this.lower[row] = this.columns.map((column) => column.text(row)).join("\n").toLowerCase();
        }
      }
      return this.lower;
    }

    refresh() {
      const rows = [];
      const filters = [...this.filters];
      const texts = this.words.length > 0 ? this.texts : null;
      for (let row = 0; row < this.length; row++) {
        if (filters.every(([column, text]) => this.columns[column].text(row) === text)
          && this.words.every((word) => texts[row].includes(word))) rows.push(row);
      }
      if (this.sorted.column >= 0) {
        const ranks = this.columns[this.sorted.column].ranks;
        const down = this.sorted.down ? -1 : 1;
        rows.sort((a, b) => {
          const left = ranks[a];
          const right = ranks[b];
          if (left === right) return a - b;
          if (left !== left || right !== right) return left === left ? -1 : right === right ? 1 : a - b;
          return (left - right) * down;
        });
      }
      this.rows = rows;
      this.draw();
    }

    draw(size = this.size) {
      const total = this.rows.length;
      const last = Math.max(0, Math.ceil(total / this.size) - 1);
      this.page = Math.min(Math.max(this.page, 0), last);
      const from = this.page * this.size;
      const shown = this.rows.slice(from, from + size);
      this.body.replaceChildren(...shown.map((row) => this.line(row)));
      if (total === 0) {
        const text = this.length === 0 ? "There are none." : "No row matches.";
        this.body.append(element("tr", {}, element("td", { class: "empty", colspan: this.shown.length }, text)));
      }
      this.heads.forEach((head, at) => {
        if (this.shown[at] === this.sorted.column) head.setAttribute("aria-sort", this.sorted.down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      const range = total === 0 ? "0" : `${count.format(from + 1)}–${count.format(from + shown.length)} of ${count.format(total)}`;
      this.where.textContent = total === this.length ? range : `${range}, filtered from ${count.format(this.length)}`;
      this.before.disabled = this.page === 0;
      this.after.disabled = this.page === last;
      this.choice.hidden = this.length <= sizes[0];
      this.before.hidden = this.after.hidden = total <= this.size;
      this.clear.hidden = this.words.length === 0 && this.filters.size === 0;
    }

    line(row) {
      return element("tr", {}, ...this.shown.map((index, at) => {
        const column = this.columns[index];
        const attributes = { class: column.isNumber ? "number" : column.long ? "long" : column.kind };
        return at === 0
          ? element("th", { ...attributes, scope: "row" }, column.cell(row, this))
          : element("td", attributes, column.cell(row, this));
      }));
    }
  }

  // Shows the rows of a table that have a value, and goes there.
  const show = (name, column, text) => {
    const table = tables.get(name);
    table.reset();
    table.setFilter(column, text);
    table.host.scrollIntoView();
    table.host.querySelector(".scroll").focus({ preventScroll: true });
  };

  const data = JSON.parse(document.getElementById("data").textContent);
  for (const source of data.tables) {
    const host = document.getElementById(source.name);
    tables.set(source.name, new Table(host, source));
  }
  for (const button of document.querySelectorAll("button[data-table]")) {
    button.addEventListener("click", () => show(button.dataset.table, Number(button.dataset.column), button.dataset.text));
    button.disabled = false;
  }
  addEventListener("beforeprint", () => tables.forEach((table) => table.draw(printed)));
  addEventListener("afterprint", () => tables.forEach((table) => table.draw()));
})();
