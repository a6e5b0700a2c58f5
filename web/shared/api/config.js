let reading;
const read = async () => {
    const response = await fetch("/config.json");
    if (!response.ok)
        throw new Error(`config.json: ${response.status}`);
    return (await response.json());
};
/** Reads the configuration once; after a failure, again. */
export const pageConfig = async () => {
    reading ??= read();
    try {
        return await reading;
    }
    catch (error) {
        reading = undefined;
        throw error;
    }
};
