/* Kith's own script: conveniences over pages that work without it. */
(() => {
  "use strict";
  const root = document.documentElement;
  const closest = (event, selector) =>
    event.target instanceof Element ? event.target.closest(selector) : null;

  /* Dialogs: the link to a dialog's address opens it above the page instead. */
  const openDialog = (event, link) => {
    const dialog = document.getElementById(link.dataset.dialogOpen);
    if (!dialog || !dialog.showModal) return;
    event.preventDefault();
    dialog.showModal();
  };

  const closeDialog = (event, link) => {
    const dialog = link.closest("dialog");
    if (!dialog.open) return;
    event.preventDefault();
    dialog.close();
  };

  /* A link that acts as a button is pressed by the space bar too. */
  document.addEventListener("keydown", (event) => {
    const link = closest(event, "a[role=button]");
    if (link && event.key === " ") {
      event.preventDefault();
      link.click();
    }
  });

  /* The theme: the same cookie the server writes, without a new page. */
  const setTheme = (event, link) => {
    event.preventDefault();
    const theme = link.dataset.themeTo;
    const isChosen = theme !== "device";
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `kith_theme=${isChosen ? theme : ""}; path=/; samesite=lax${secure}; max-age=${isChosen ? 31536000 : 0}`;
    if (isChosen) root.dataset.theme = theme;
    else delete root.dataset.theme;
    for (const other of document.querySelectorAll("[data-theme-to]")) {
      if (other.dataset.themeTo === theme) other.setAttribute("aria-current", "true");
      else other.removeAttribute("aria-current");
    }
  };

  const copy = async (button) => {
    const field = button.closest("[data-copy]").querySelector("input");
    const words = button.querySelector("span");
    const before = words.textContent;
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.select();
      return;
    }
    words.textContent = button.dataset.copied;
    setTimeout(() => { words.textContent = before; }, 2000);
  };

  const share = (button) => {
    const box = button.closest("[data-copy]");
    navigator.share({ text: box.dataset.shareText, url: box.querySelector("input").value }).catch(() => {});
  };

  document.addEventListener("click", (event) => {
    let found;
    if ((found = closest(event, "[data-dialog-open]"))) openDialog(event, found);
    else if ((found = closest(event, "[data-dialog-close]"))) closeDialog(event, found);
    else if (event.target instanceof HTMLDialogElement && event.target.open) event.target.close();
    else if ((found = closest(event, "[data-theme-to]"))) setTheme(event, found);
    else if ((found = closest(event, "[data-copy-button]"))) copy(found);
    else if ((found = closest(event, "[data-share-button]"))) share(found);
    else if ((found = closest(event, "[data-toast-close]"))) found.closest(".toast").remove();
    for (const menu of document.querySelectorAll(".menu-fold[open], .tab-more[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll(".menu-fold[open], .tab-more[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  /* A form is sent once: its button waits until the answer is there. */
  const rest = (form, isBusy) => {
    for (const button of form.querySelectorAll("button[type=submit]")) {
      button.classList.toggle("is-busy", isBusy);
      button.setAttribute("aria-disabled", String(isBusy));
    }
    if (isBusy) form.dataset.sent = "";
    else delete form.dataset.sent;
  };

  /* A refused form is answered by a page: going back to it, or reading it again, asks for the page
     and does not send the form once more, nor ends at the browser's own error. */
  if ("answersForm" in root.dataset) history.replaceState(history.state, "", location.href);

  const isPost = (element) => element instanceof HTMLFormElement && element.hasAttribute("hx-post");

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if ("sent" in form.dataset) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (!form.hasAttribute("hx-post")) rest(form, true);
  }, true);
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (isPost(event.target)) rest(event.target, true);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (isPost(event.target)) rest(event.target, false);
  });
  /* A browser that brings a page back as it was left brings what it says of money, too: all but the
     shop's own pages are asked for anew. */
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && !root.classList.contains("face-shop")) location.reload();
    for (const form of document.querySelectorAll("form[data-sent]")) rest(form, false);
  });

  /* A search that moved without a new page takes the list's file along. */
  document.addEventListener("htmx:pushedIntoHistory", () => {
    for (const link of document.querySelectorAll("[data-follows-search]")) {
      const query = new URLSearchParams(location.search);
      query.delete("page");
      query.set("as", "csv");
      link.search = query;
    }
  });

  /* "/" goes to the search, wherever nothing is being written. */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (closest(event, "input, textarea, select, dialog[open]")) return;
    const search = document.querySelector("main input[type=search]");
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select();
  });

  /* What only works with a script is shown by it. */
  const wake = (scope) => {
    for (const link of scope.querySelectorAll("[data-dialog-open]")) link.setAttribute("role", "button");
    for (const button of scope.querySelectorAll("[data-copy-button], [data-toast-close]")) button.hidden = false;
    if (navigator.share) {
      for (const button of scope.querySelectorAll("[data-share-text] [data-share-button]")) button.hidden = false;
    }
  };
  wake(document);

  /* Tabs that are wider than a phone show the one that is open. */
  for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
    const row = tab.closest(".tabs");
    const end = tab.offsetLeft + tab.offsetWidth - row.offsetLeft;
    if (end > row.clientWidth) row.scrollLeft = end - row.clientWidth;
  }
  document.addEventListener("htmx:load", (event) => wake(event.detail.elt));

  /* A passkey that was refused, or a browser that has none: say so where it was asked for. */
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    for (const words of document.querySelectorAll("[data-passkey-failed]")) words.hidden = false;
  });
  const errors = document.querySelector(".form-errors");
  if (errors) errors.focus();
})();
