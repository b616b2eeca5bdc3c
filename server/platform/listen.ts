/** Every address of the machine, those of IPv4 too. */
const ANY = '::';

/** Listens at the host; at every IPv4 address where `::` is asked for on a machine that has no IPv6. */
export async function listenAt<T>(host: string, listen: (host: string) => Promise<T>): Promise<T> {
  try {
    return await listen(host);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (host !== ANY || !['EAFNOSUPPORT', 'EADDRNOTAVAIL'].includes(code)) throw error;
    return listen('0.0.0.0');
  }
}
