// Package revise says what a revised codebook would break in what is annotated, and what can be done about each of these impacts. It
// changes nothing: package store does what was chosen, in the act that takes the codebook over. Start with Impacts.
package revise
