/**
 * Says what is needed where the engine is too old for the page, which would stay white otherwise.
 *
 * Written in the words of 2013, so that every engine reads it. supply.js, which stands before it in
 * the page, has left its mark if the engine could read that.
 */

function showEngineFloor() {
  const tag = document.currentScript || document.querySelector("script[src*='/floor.js']");

  function add(parent, name, text) {
    const node = document.createElement(name);
    node.textContent = text;
    parent.appendChild(node);
    return node;
  }

  function addLine(line) {
    add(notice, "p", line);
  }

  const style = add(document.head, "link", "");
  style.rel = "stylesheet";
  style.href = tag.src.replace("old_engines/floor.js", "shared/notice.css");
  const notice = add(document.body, "div", "");
  notice.className = "page-notice";
  notice.lang = tag.getAttribute("data-lang");
  notice.setAttribute("role", "alert");
  add(notice, "strong", tag.getAttribute("data-title"));
  tag.getAttribute("data-text").split("\n").forEach(addLine);
}

if (!window.engineReachesFloor) showEngineFloor();
