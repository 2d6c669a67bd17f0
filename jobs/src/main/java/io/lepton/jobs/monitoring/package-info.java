/** What runs are watched with: alerts, drift, the state of devices, and why a prediction is so. */
package io.lepton.jobs.monitoring;
