/*
 * A browser that translates a page puts `<font>` elements in the place of its text nodes, or round them. React looks for
 * its own nodes where it left them: `removeChild` and `insertBefore` would throw, and the page would be gone.
 * Imported for its effect, before React draws anything.
 */

const { removeChild, insertBefore } = Node.prototype;

/** The child of `parent` that a node has come to stand in; undefined when it is somewhere else. */
function childAround(parent: Node, node: Node): Node | undefined {
  let child = node;
  while (child.parentNode && child.parentNode !== parent) child = child.parentNode;
  return child.parentNode === parent ? child : undefined;
}

Node.prototype.removeChild = function <Child extends Node>(this: Node, child: Child): Child {
  if (child.parentNode === this) return removeChild.call(this, child) as Child;
  const around = childAround(this, child);
  // What was put round a text goes with it; what holds more than that stays.
  if (around && around.textContent === child.textContent) removeChild.call(this, around);
  else if (around) child.parentNode?.removeChild(child);
  return child;
};

Node.prototype.insertBefore = function <Child extends Node>(this: Node, child: Child, before: Node | null): Child {
  const next = before && before.parentNode !== this ? (childAround(this, before) ?? null) : before;
  return insertBefore.call(this, child, next) as Child;
};
