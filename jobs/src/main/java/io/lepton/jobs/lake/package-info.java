/** Upkeep of the lake and questions to it. */
package io.lepton.jobs.lake;
