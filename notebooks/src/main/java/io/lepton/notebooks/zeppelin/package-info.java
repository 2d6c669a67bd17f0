/** The same cells in Zeppelin: an interpreter, the notes, and how both get there. */
package io.lepton.notebooks.zeppelin;
