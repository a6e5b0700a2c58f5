/**
 * Starts what listens on a port.
 * @throws Error saying which option to change if the port is taken or may not be used.
 */
export const onPort = async <Result>(port: number, option: string, start: () => Promise<Result>): Promise<Result> => {
  try {
    return await start();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE")
      throw new Error(`Port ${port} (${option}) is in use: choose another --port.`, { cause: error });
    if (code === "EACCES")
      throw new Error(`Port ${port} (${option}) is not allowed: choose a --port over 1023.`, { cause: error });
    throw error;
  }
};
