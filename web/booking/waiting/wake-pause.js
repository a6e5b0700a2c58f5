/** A pause that ends early when the page wakes up, but not before the service wants the next call. */
/** @throws the signal's reason */
export const wakePause = ({ seconds, leastSeconds, signal, onWakeUp, nowMs }) => {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
        const startedMs = nowMs();
        let timer;
        const over = () => {
            clearTimeout(timer);
            stop();
            signal.removeEventListener("abort", abort);
        };
        const end = () => {
            over();
            resolve();
        };
        const abort = () => {
            over();
            reject(signal.reason);
        };
        const stop = onWakeUp(() => {
            clearTimeout(timer);
            timer = setTimeout(end, Math.max(0, leastSeconds * 1000 - (nowMs() - startedMs)));
        });
        timer = setTimeout(end, seconds * 1000);
        signal.addEventListener("abort", abort);
    });
};
