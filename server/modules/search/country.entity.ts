import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a country is called; written by a migration. */
@Entity('countries')
export class CountryRow {
  /** ISO 3166-1 alpha-2. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'countries_pkey' })
  code: string;

  /** In English, in its own language, for short, with a space between them. */
  @Column('text')
  names: string;

  /** Their words, as a question is split. */
  @Column('text', { name: 'search_names', default: '' })
  searchNames: string;
}
