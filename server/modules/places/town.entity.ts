import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('towns')
@Index('towns_search_idx', { synchronize: false })
export class TownRow {
  /** The number of GeoNames. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'towns_pkey' })
  id: number;

  @Column('text')
  name: string;

  /** Small and without accents. */
  @Column('text', { name: 'search_name' })
  searchName: string;

  /** Its name; null where GeoNames has none. */
  @Column('text', { nullable: true })
  region: string | null;

  /** Its words, as a question is split; empty where there is none. */
  @Column('text', { name: 'search_region', default: '' })
  searchRegion: string;

  /** As people write it after a town: TX; null where it is a number. */
  @Column('text', { name: 'region_code', nullable: true })
  regionCode: string | null;

  @Column('text', { name: 'country_code' })
  countryCode: string;

  @Column('double precision')
  latitude: number;

  @Column('double precision')
  longitude: number;

  @Column('integer')
  population: number;
}

/** A name of a town, as it is looked for. */
@Entity('town_names')
export class TownNameRow {
  @PrimaryColumn('text', { name: 'search_name', collation: 'C', primaryKeyConstraintName: 'town_names_pkey' })
  searchName: string;

  @PrimaryColumn('integer', { name: 'town_id', primaryKeyConstraintName: 'town_names_pkey' })
  townId: number;

  /** Of the town: the largest are suggested first. */
  @Column('integer')
  population: number;

  /** Is it the one that is shown? */
  @Column('boolean', { name: 'is_first' })
  isFirst: boolean;
}
