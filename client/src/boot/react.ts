import { createRoot, hydrateRoot } from 'react-dom/client';

export const react = [createRoot, hydrateRoot];
