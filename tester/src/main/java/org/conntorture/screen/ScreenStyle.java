package org.conntorture.screen;

/** @param unicode bars and rules of box characters; otherwise ASCII alone */
record ScreenStyle(boolean colour, boolean unicode) {}
