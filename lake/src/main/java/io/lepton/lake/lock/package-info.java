/** Jobs that must not overlap: who is at work on a lake or a model, and since when. */
package io.lepton.lake.lock;
