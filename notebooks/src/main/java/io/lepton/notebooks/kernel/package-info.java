/** A Jupyter kernel for Java, with Spark and a lake at hand. */
package io.lepton.notebooks.kernel;
