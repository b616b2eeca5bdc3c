import { BrowserRouter, NavLink, Routes } from 'react-router';

export const router = [BrowserRouter, NavLink, Routes];
