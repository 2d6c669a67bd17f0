/**
 * What is wrong with devices, rather than with what they measure; start from {@code DevicesJob}.
 */
package io.lepton.jobs.devices;
