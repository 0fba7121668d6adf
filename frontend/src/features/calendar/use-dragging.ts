// Carrying a visit with the pointer. Nothing of the board is drawn again: the ghost is moved by its transform, and only
// where it would land is told to those who listen. Escape puts it back. Touch scrolls; moving is a menu act there.
import { type RefObject, useEffect, useRef } from 'react';
import { serverNow } from '../../api/server-clock';
import type { BoardVisit } from '../../api/words';
import { mayMove, snapped } from './model';
import { PIXELS_A_MINUTE, type Stage, targetOf } from './stage';
import { instantOf } from './time';

const BEGINS_AFTER = 4;
const EDGE = 56;
const SCROLL_A_FRAME = 14;
/** As large as the tip gets. */
const TIP = { width: 316, height: 116 };

interface Grip {
  visit: BoardVisit;
  block: HTMLElement;
  pointer: number;
  startX: number;
  startY: number;
  /** Where in the block it was taken. */
  inside: number;
  carrying: boolean;
}

/** `ghost` follows the pointer, `tip` stands beside it. */
export function useDragging(
  root: HTMLElement | null,
  stage: Stage,
  ghost: RefObject<HTMLElement | null>,
  tip: RefObject<HTMLElement | null>,
): void {
  const latest = useRef(stage);
  latest.current = stage;
  useEffect(() => {
    if (!root) return;
    const board = root;
    let grip: Grip | null = null;
    let x = 0;
    let y = 0;
    let frame = 0;

    function follow() {
      frame = 0;
      if (!grip?.carrying) return;
      // All that is read of the page comes before anything is written to it.
      aim();
      scroll(board);
      const left = Math.max(8, Math.min(x - 40, window.innerWidth - TIP.width - 8));
      const top = y + 56 + TIP.height > window.innerHeight ? y - grip.inside - TIP.height - 16 : y + 48;
      if (ghost.current) ghost.current.style.transform = `translate(${x + 8}px, ${y - grip.inside}px) rotate(-1.2deg)`;
      if (tip.current) tip.current.style.transform = `translate(${left}px, ${top}px)`;
    }

    function aim() {
      const { carried } = latest.current;
      const before = carried.get();
      if (!grip || !before) return;
      const cell = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-column]');
      const column = cell && latest.current.columns.find(({ key }) => key === cell.dataset.column);
      if (!cell || !column) {
        if (before.target) carried.set({ ...before, target: null });
        return;
      }
      const startsAt = startIn(latest.current, grip, column, cell.getBoundingClientRect().top, y);
      if (before.target?.column.key === column.key && before.target.startsAt === startsAt) return;
      carried.set({ ...before, target: targetOf(latest.current, grip.visit, column, startsAt, serverNow()) });
    }

    function scroll(board: HTMLElement) {
      const edge = board.getBoundingClientRect();
      const down = y > edge.bottom - EDGE ? 1 : y < edge.top + EDGE + 40 ? -1 : 0;
      const right = x > edge.right - EDGE ? 1 : x < edge.left + EDGE ? -1 : 0;
      if (!down && !right) return;
      const [top, left] = [board.scrollTop, board.scrollLeft];
      board.scrollBy(right * SCROLL_A_FRAME, down * SCROLL_A_FRAME);
      if (board.scrollTop !== top || board.scrollLeft !== left) frame ||= requestAnimationFrame(follow);
    }

    function letGo() {
      if (!grip) return;
      delete grip.block.dataset.lifted;
      document.documentElement.style.cursor = '';
      grip = null;
      cancelAnimationFrame(frame);
      frame = 0;
      latest.current.carried.set(null);
    }

    function down(event: PointerEvent) {
      if (event.button !== 0 || event.pointerType === 'touch' || !latest.current.mayAct) return;
      const block = (event.target as HTMLElement).closest<HTMLElement>('[data-visit]');
      const visit = latest.current.model.board.visits.find(({ id }) => id === block?.dataset.visit);
      if (!block || !visit || !mayMove(visit)) return;
      grip = {
        visit,
        block,
        pointer: event.pointerId,
        startX: event.clientX,
        startY: event.clientY,
        inside: event.clientY - block.getBoundingClientRect().top,
        carrying: false,
      };
    }

    function move(event: PointerEvent) {
      if (!grip || event.pointerId !== grip.pointer) return;
      x = event.clientX;
      y = event.clientY;
      if (!grip.carrying) {
        if (Math.hypot(x - grip.startX, y - grip.startY) < BEGINS_AFTER) return;
        grip.carrying = true;
        grip.block.dataset.lifted = '';
        document.documentElement.style.cursor = 'grabbing';
        window.getSelection()?.removeAllRanges();
        latest.current.cursor.set(null);
        latest.current.carried.set({ visit: grip.visit, by: 'pointer', target: null });
      }
      frame ||= requestAnimationFrame(follow);
    }

    function up(event: PointerEvent) {
      if (!grip || event.pointerId !== grip.pointer) return;
      const held = grip.carrying ? latest.current.carried.get() : null;
      if (grip.carrying) {
        // The press that carried is no press on the block.
        window.addEventListener('click', swallow, { capture: true, once: true });
        setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 50);
      }
      letGo();
      if (held?.target) latest.current.onDrop(held.visit, held.target);
    }

    function swallow(event: Event) {
      event.stopPropagation();
      event.preventDefault();
    }

    function key(event: KeyboardEvent) {
      if (event.key !== 'Escape' || !grip?.carrying) return;
      event.preventDefault();
      event.stopPropagation();
      letGo();
    }

    board.addEventListener('pointerdown', down);
    document.addEventListener('pointermove', move);
    document.addEventListener('pointerup', up);
    document.addEventListener('pointercancel', letGo);
    document.addEventListener('keydown', key, { capture: true });
    return () => {
      letGo();
      board.removeEventListener('pointerdown', down);
      document.removeEventListener('pointermove', move);
      document.removeEventListener('pointerup', up);
      document.removeEventListener('pointercancel', letGo);
      document.removeEventListener('keydown', key, { capture: true });
    };
  }, [root, ghost, tip]);
}

/** On the grid where the upper edge of the ghost is, snapped; in the week the same time of day. */
function startIn(stage: Stage, grip: Grip, column: Stage['columns'][number], top: number, y: number): number {
  const { visit } = grip;
  if (stage.kind === 'matrix') return instantOf(column.day.on, visit.office.time, stage.model.board.time_zone);
  const wanted = column.at((y - grip.inside - top) / PIXELS_A_MINUTE + stage.firstMinute);
  const service = stage.model.services.get(visit.service_id);
  return snapped(stage.model, column.day, { providerId: column.provider.id, service, startsAt: wanted });
}
