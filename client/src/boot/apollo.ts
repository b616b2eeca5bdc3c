import { useMutation, useQuery } from '@apollo/client/react';
import { createClient } from '../graphql/client.js';

export const apollo = [createClient, useMutation, useQuery];
