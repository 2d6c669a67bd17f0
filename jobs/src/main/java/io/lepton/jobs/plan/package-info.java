/** What a job would read and write, and how much is new; nothing is changed. */
package io.lepton.jobs.plan;
