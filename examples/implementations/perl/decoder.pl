#!/usr/bin/perl
# A whole program for the suite in Perl: the protocol of docs/suite-protocol.md around a parser of one page.
use strict;
use warnings;
use JSON::PP;

$| = 1;
my $json = JSON::PP->new->ascii->canonical;

sub answer {
    print $json->encode($_[0]), "\n";
}

# A character, and the longest beginning of one that something else follows: that is one U+FFFD.
my $tail = qr/[\x80-\xbf]/;
my $character = qr/[\x00-\x7f]|[\xc2-\xdf]$tail|\xe0[\xa0-\xbf]$tail|[\xe1-\xec\xee\xef]$tail$tail
    |\xed[\x80-\x9f]$tail|\xf0[\x90-\xbf]$tail$tail|[\xf1-\xf3]$tail{3}|\xf4[\x80-\x8f]$tail$tail/x;
my $broken = qr/\xe0[\xa0-\xbf]|[\xe1-\xec\xee\xef]$tail|\xed[\x80-\x9f]
    |\xf0[\x90-\xbf]$tail?|[\xf1-\xf3]$tail{1,2}|\xf4[\x80-\x8f]$tail?|./xs;

sub text {
    my ($bytes) = @_;
    $bytes =~ s/($character)|$broken/defined $1 ? $1 : "\xef\xbf\xbd"/ge;
    utf8::decode($bytes);
    return $bytes;
}

# All at the end, so that it says nothing about when an event could have been there.
sub parse {
    my $text = text($_[0]);
    $text =~ s/^\x{FEFF}//;
    my ($type, @events, @data) = ('');
    my $id = '';
    my @lines = split /\r\n|\n|\r/, $text, -1;
    pop @lines;                     # what no line end has ended
    for my $line (@lines) {
        if ($line eq '') {
            push @events, { type => length($type) ? $type : 'message', data => join("\n", @data), id => $id } if @data;
            ($type, @data) = ('');
            next;
        }
        my ($name, $value) = $line =~ /^([^:]*):? ?(.*)$/s;
        if    ($name eq 'data')  { push @data, $value }
        elsif ($name eq 'event') { $type = $value }
        elsif ($name eq 'id')    { $id = $value unless $value =~ /\0/ }
    }
    return \@events;
}

my $bytes = '';
while (my $line = <STDIN>) {
    my $command = $json->decode($line);
    my $cmd = $command->{cmd};
    if ($cmd eq 'hello') {
        answer({ v => 1, name => 'example in Perl', version => "$^V", language => 'perl', decoder => ['id'] });
    } elsif ($cmd eq 'open') {
        $bytes = '';
    } elsif ($cmd eq 'feed') {
        $bytes .= $command->{x};    # each character is a byte already
    } elsif ($cmd eq 'eof') {
        answer({ seq => $command->{seq}, events => parse($bytes) });
    } else {
        answer({ seq => $command->{seq}, skipped => "no $cmd here" });
    }
}
