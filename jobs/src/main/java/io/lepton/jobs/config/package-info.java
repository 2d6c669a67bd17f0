/** What every job is given: the file of a pipeline, read once, and the context it works in. */
package io.lepton.jobs.config;
