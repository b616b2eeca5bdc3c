import { expect, it, jest } from '@jest/globals';
import { loadOnline } from './lazy-part.js';

it('code that cannot be had without a network comes when that is back; what fails with one fails', async () => {
  let isOnline = false;
  const onLine = jest.spyOn(navigator, 'onLine', 'get').mockImplementation(() => isOnline);
  const missing = new TypeError('Failed to fetch dynamically imported module');
  const load = jest.fn(() => (isOnline ? Promise.resolve('code') : Promise.reject(missing)));
  const loaded = loadOnline(load);
  await new Promise((resolve) => setTimeout(resolve));
  expect(load).toHaveBeenCalledTimes(1);
  isOnline = true;
  dispatchEvent(new Event('online'));
  expect(await loaded).toBe('code');
  await expect(loadOnline(() => Promise.reject(missing))).rejects.toBe(missing);
  onLine.mockRestore();
});
