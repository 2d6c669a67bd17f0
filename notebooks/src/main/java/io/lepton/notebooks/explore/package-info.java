/**
 * A lake as someone who explores it sees it: tables, features, models, plots; nothing is changed.
 */
package io.lepton.notebooks.explore;
