/** The life of a model version: promoted, compared, reproduced. */
package io.lepton.jobs.models;
