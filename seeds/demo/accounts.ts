export interface DemoAccount {
  id: string;
  username: string;
  email: string;
  name: string;
  bio: string;
  /** Known to everyone who reads this repository: these accounts are for trying Wander, and none is an admin. */
  password: string;
  createdAt: string;
}

export const demoAccounts: readonly DemoAccount[] = [
  {
    id: '01a06600-0520-7a9b-a753-6cde1ef845e6',
    username: 'ilse',
    email: 'ilse@example.org',
    name: 'Ilse Brandt',
    bio: 'Walks at low tide, writes at high tide. Cuxhaven, mostly.',
    password: 'brushwood-porridge-1310',
    createdAt: '2026-09-03T06:41:12.480Z',
  },
  {
    id: '01a06dde-fbbd-7e42-8eb8-1d1179e1d06f',
    username: 'marta',
    email: 'marta@example.org',
    name: 'Marta Lindqvist',
    bio: 'Slow trains and the people who run them.',
    password: 'geranium behind the brake',
    createdAt: '2026-09-04T19:22:05.117Z',
  },
  {
    id: '01a07f03-a6e6-744b-8ff2-4eb6751fdcc8',
    username: 'priya',
    email: 'priya@example.org',
    name: 'Priya Nongrum',
    bio: 'From the wettest hills on earth. Owns four umbrellas.',
    password: 'four umbrellas, one gas cylinder',
    createdAt: '2026-09-08T03:15:40.902Z',
  },
  {
    id: '01a097aa-a9c7-7c9a-bfe7-f758723c3eb9',
    username: 'tomas',
    email: 'tomas@example.org',
    name: 'Tomás Arriagada',
    bio: 'Valparaíso by birth, ferries by inclination.',
    password: 'fulmar at the forward rail',
    createdAt: '2026-09-12T22:08:59.335Z',
  },
  {
    id: '01a0bfad-ece4-7ebb-b34a-6064b7a595a8',
    username: 'chikondi',
    email: 'chikondi@example.org',
    name: 'Chikondi Phiri',
    bio: 'Teaches geography in Nkhata Bay; takes the boat to check.',
    password: 'half fare for the goat',
    createdAt: '2026-09-20T16:37:21.764Z',
  },
];
