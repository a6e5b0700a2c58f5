import { jsx as _jsx } from "preact/jsx-runtime";
/** Shows the screen of the address. The one before stays until the next is loaded, with its messages. */
import { useSignal, useSignalEffect } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { address } from "#web/shared/navigation/address.ts";
import { findScreen } from "#web/shared/navigation/screen-table.ts";
export const ScreenOutlet = ({ rows, notFound, Failure }) => {
    const state = useSignal(undefined);
    const isLoading = useSignal(false);
    const latest = useRef(0);
    useSignalEffect(() => {
        const { path, query } = address.value;
        const { row, params } = findScreen(rows, path) ?? { row: notFound, params: {} };
        const load = async () => {
            latest.current += 1;
            const turn = latest.current;
            isLoading.value = true;
            let next;
            try {
                const [{ Screen }] = await Promise.all([row.view(), ...row.text.map((text) => text.load())]);
                next = { shown: { Screen, params, key: `${path}?${query.toString()}` } };
            }
            catch {
                next = { retry: () => void load() };
            }
            if (turn !== latest.current)
                return;
            isLoading.value = false;
            state.value = next;
        };
        void load();
    });
    const current = state.value;
    return (_jsx("main", { id: "main", "aria-busy": isLoading.value, children: current === undefined ? null : "retry" in current ? (_jsx(Failure, { retry: current.retry })) : (_jsx(Arrived, { ...current.shown })) }));
};
let isFirst = true;
/** Puts the focus on the heading of a screen that somebody has gone to, so that a screen reader reads on from there. */
const Arrived = ({ Screen, params }) => {
    const holder = useRef(null);
    useLayoutEffect(() => {
        if (isFirst) {
            isFirst = false;
            return;
        }
        scrollTo(0, 0);
        const heading = holder.current?.querySelector("h1");
        heading?.setAttribute("tabindex", "-1");
        heading?.focus({ preventScroll: true });
    }, []);
    return (_jsx("div", { ref: holder, children: _jsx(Screen, { params: params }) }));
};
