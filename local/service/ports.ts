/**
 * Starts a server on a port.
 * @throws Error that says which option to change if the port is taken or not allowed.
 */
export const onPort = async <Result>(port: number, option: string, start: () => Promise<Result>): Promise<Result> => {
  try {
    return await start();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE")
      throw new Error(`Port ${port} (${option}) is in use. Choose another --port.`, { cause: error });
    if (code === "EACCES")
      throw new Error(`Port ${port} (${option}) is not allowed. Choose a --port above 1023.`, { cause: error });
    throw error;
  }
};
