/** The tags of the demo stories; their ids are fixed as all of the demo's are. */
export const demoTags = [
  { id: '01a0f67a-3800-76a1-a888-c249d5ff98b6', slug: 'walking', name: 'Walking' },
  { id: '01a0f67a-3801-7ed3-a87c-fd6a50c2df07', slug: 'tides', name: 'Tides' },
  { id: '01a0f67a-3802-7d91-a85d-bdb22d89683c', slug: 'islands', name: 'Islands' },
  { id: '01a0f67a-3803-7ee9-9365-1f8923249b3f', slug: 'trains', name: 'Trains' },
  { id: '01a0f67a-3804-7ae3-bd81-da2ba91e2299', slug: 'caucasus', name: 'Caucasus' },
  { id: '01a0f67a-3805-74f0-895e-9a6bcf169bb8', slug: 'monsoon', name: 'Monsoon' },
  { id: '01a0f67a-3806-712e-aa8f-b6aef3ef4d89', slug: 'cities', name: 'Cities' },
  { id: '01a0f67a-3807-7b6e-9641-c109ca845ed9', slug: 'stairs', name: 'Stairs' },
  { id: '01a0f67a-3808-78f3-b70c-c8e98a05baf6', slug: 'ferries', name: 'Ferries' },
  { id: '01a0f67a-3809-73b2-8c43-50c87eeff3f1', slug: 'lake-malawi', name: 'Lake Malawi' },
  { id: '01a0f67a-380a-794e-8140-e522145664f6', slug: 'winter', name: 'Winter' },
  { id: '01a0f67a-380b-7753-94bc-44c3df95ed25', slug: 'arctic', name: 'Arctic' },
  { id: '01a0f67a-380c-7c11-9baf-e0644659ce86', slug: 'bread', name: 'Bread' },
] as const;

export type DemoTagName = (typeof demoTags)[number]['name'];
