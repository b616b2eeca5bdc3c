import { type KeyboardEvent, type PointerEvent, type RefCallback, useCallback, useRef, useState } from 'react';
import { isComposing, shortcutKey } from '../../lib/keyboard.js';
import {
  firstLook,
  held,
  moved,
  type Point,
  type Size,
  type Spot,
  toPlace,
  wholeWorld,
  type WorldView,
  zoomed,
} from './world-view.js';

/** A finger or mouse that moved less than this has pressed, not dragged. In pixels. */
const STILL = 5;
const STEP = 90;

type Change = (view: WorldView, size: Size) => WorldView;

export interface World {
  /** Undefined until the page has measured the map. */
  seen: { size: Size; view: WorldView; isMoved: boolean } | undefined;
  show(change: Change): void;
  /** What the element that has the map listens to. */
  listeners: {
    ref: RefCallback<HTMLElement>;
    onPointerDown(event: PointerEvent<HTMLElement>): void;
    onPointerMove(event: PointerEvent<HTMLElement>): void;
    onPointerUp(event: PointerEvent<HTMLElement>): void;
    onPointerCancel(event: PointerEvent<HTMLElement>): void;
    onKeyDown(event: KeyboardEvent<HTMLElement>): void;
  };
}

/** True for what lies on the map and has a meaning of its own. */
const isControl = (target: EventTarget) => target instanceof Element && target.closest('button, a, .peek') !== null;

/**
 * A world map that one moves by dragging, pinching, the wheel, arrows, `+`, `-` and `0`.
 * @param begin where it begins, once its size is known
 * @param onPress told the place that was pressed without dragging; undefined beside the world
 */
export function useWorld(
  begin: (size: Size) => WorldView = firstLook,
  onPress?: (at: Spot | undefined) => void,
): World {
  const [seen, setSeen] = useState<World['seen']>();
  const first = useRef(begin);
  const fingers = useRef(new Map<number, Point>());
  const travelled = useRef(0);

  /** What was asked for before the map was measured; undefined from then on. */
  const early = useRef<Change[] | undefined>([]);

  const show = useCallback((change: Change) => {
    early.current?.push(change);
    setSeen((before) => before && { ...before, view: change(before.view, before.size), isMoved: true });
  }, []);

  const ref = useCallback<RefCallback<HTMLElement>>(
    (element) => {
      if (!element) return undefined;
      const measure = () => {
        const size = { width: element.clientWidth, height: element.clientHeight };
        if (size.width === 0) return;
        const changes = early.current ?? [];
        early.current = undefined;
        setSeen((before) => {
          if (before) return { size, view: held(before.view, size), isMoved: true };
          const view = changes.reduce((from, change) => change(from, size), first.current(size));
          return { size, view, isMoved: changes.length > 0 };
        });
      };
      const observer = globalThis.ResizeObserver && new ResizeObserver(measure);
      observer?.observe(element);
      if (!observer) measure();
      const onWheel = (event: WheelEvent) => {
        event.preventDefault();
        const box = element.getBoundingClientRect();
        const at: Point = [event.clientX - box.left, event.clientY - box.top];
        const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
        show((view, size) => zoomed(view, size, (-event.deltaY * lines) / (event.ctrlKey ? 120 : 320), at));
      };
      // React listens to the wheel passively.
      element.addEventListener('wheel', onWheel, { passive: false });
      return () => {
        observer?.disconnect();
        element.removeEventListener('wheel', onWheel);
      };
    },
    [show],
  );

  const pointOf = (event: PointerEvent<HTMLElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  const lift = (event: PointerEvent<HTMLElement>) => {
    if (!fingers.current.delete(event.pointerId)) return;
    if (event.type !== 'pointerup' || travelled.current >= STILL || !seen) return;
    onPress?.(toPlace(seen.view, seen.size, pointOf(event)));
  };

  return {
    seen,
    show,
    listeners: {
      ref,
      onPointerDown(event) {
        if (event.button !== 0 || isControl(event.target)) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        if (fingers.current.size === 0) travelled.current = 0;
        fingers.current.set(event.pointerId, pointOf(event));
      },
      onPointerMove(event) {
        const from = fingers.current.get(event.pointerId);
        if (!from) return;
        const to = pointOf(event);
        const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
        fingers.current.set(event.pointerId, to);
        travelled.current += Math.hypot(to[0] - from[0], to[1] - from[1]);
        if (!other) return show((view, size) => moved(view, size, from[0] - to[0], from[1] - to[1]));
        const [near, far] = [from, to].map((point) => Math.hypot(point[0] - other[0], point[1] - other[1]));
        if (near && far) show((view, size) => zoomed(view, size, Math.log2(far / near), other));
      },
      onPointerUp: lift,
      onPointerCancel: lift,
      onKeyDown(event) {
        if (isComposing(event)) return;
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const steps: Record<string, (view: WorldView, size: Size) => WorldView> = {
          ArrowLeft: (view, size) => moved(view, size, -STEP, 0),
          ArrowRight: (view, size) => moved(view, size, STEP, 0),
          ArrowUp: (view, size) => moved(view, size, 0, -STEP),
          ArrowDown: (view, size) => moved(view, size, 0, STEP),
          '+': (view, size) => zoomed(view, size, 1),
          '=': (view, size) => zoomed(view, size, 1),
          '-': (view, size) => zoomed(view, size, -1),
          '0': (_, size) => wholeWorld(size),
        };
        const step = steps[shortcutKey(event)];
        if (!step) return;
        event.preventDefault();
        event.stopPropagation();
        show(step);
      },
    },
  };
}
